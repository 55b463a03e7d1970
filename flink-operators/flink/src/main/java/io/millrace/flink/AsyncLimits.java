package io.millrace.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much an asynchronous operator does at a time, and how long it waits for it. Numbers are for each parallel task. Times
 * are processing times, and begin again when a job is restored; each run of a request, the first and every retry, has the
 * first two of them to itself.
 *
 * @param inFlight so many requests are answered at a time, those included that wait for their retry
 * @param waiting so many more may wait for their turn; then no input is read until one of them begins. A tenant with more
 *     prompts than that in the input holds up those behind them
 * @param bufferedPerRequest so many elements of a request at most are asked for before the first of them has gone out
 * @param buffered so many elements of all requests at most; at least one for each in flight
 * @param firstElement a run that brings nothing for so long ends the request with {@code DEADLINE_EXCEEDED}
 * @param nextElement one that brings nothing for so long after its last element does so too
 * @param whole a request that has not ended so long after its first run began does so too
 * @param retries what is done about failures that may pass
 * @param tenant who takes turns with whom for the requests in flight
 */
public record AsyncLimits(
    int inFlight,
    int waiting,
    int bufferedPerRequest,
    int buffered,
    Duration firstElement,
    Duration nextElement,
    Duration whole,
    Retries retries,
    TenantKey tenant)
    implements Serializable {

  /** All requests are one tenant's. */
  private static final TenantKey ONE_TENANT = first -> "";

  /**
   * 1,000 requests in flight and 20,000 waiting, 16 elements buffered for each and 20,000 for all, two minutes for the first
   * element, one for each other, a quarter of an hour for the whole; {@link Retries#DEFAULT}, one tenant.
   */
  public static final AsyncLimits DEFAULT = new AsyncLimits(
      1_000,
      20_000,
      16,
      20_000,
      Duration.ofMinutes(2),
      Duration.ofMinutes(1),
      Duration.ofMinutes(15),
      Retries.DEFAULT,
      ONE_TENANT);

  /** Validates that every limit can be met. */
  public AsyncLimits {
    atLeastOne("inFlight", inFlight);
    atLeastOne("waiting", waiting);
    atLeastOne("bufferedPerRequest", bufferedPerRequest);
    if (buffered < inFlight) {
      throw new IllegalArgumentException("buffered must be at least one for each of " + inFlight
          + " requests in flight but was " + buffered);
    }
    firstElement = RequestLimits.time("firstElement", firstElement);
    nextElement = RequestLimits.time("nextElement", nextElement);
    whole = RequestLimits.time("whole", whole);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
    }
  }

  /** The same with other numbers of requests in flight, and waiting for their turn. */
  public AsyncLimits withRequests(int newInFlight, int newWaiting) {
    return new AsyncLimits(
        newInFlight,
        newWaiting,
        bufferedPerRequest,
        buffered,
        firstElement,
        nextElement,
        whole,
        retries,
        tenant);
  }

  /** The same with other numbers of buffered elements, for each request and in all. */
  public AsyncLimits withBuffered(int newPerRequest, int inAll) {
    return new AsyncLimits(
        inFlight, waiting, newPerRequest, inAll, firstElement, nextElement, whole, retries, tenant);
  }

  /** The same with other times: to the first element of a run, from each to the next, and in all. */
  public AsyncLimits withTimes(Duration newFirst, Duration newNext, Duration newWhole) {
    return new AsyncLimits(
        inFlight,
        waiting,
        bufferedPerRequest,
        buffered,
        newFirst,
        newNext,
        newWhole,
        retries,
        tenant);
  }

  /** The same with other retries. */
  public AsyncLimits withRetries(Retries newRetries) {
    return new AsyncLimits(
        inFlight,
        waiting,
        bufferedPerRequest,
        buffered,
        firstElement,
        nextElement,
        whole,
        newRetries,
        tenant);
  }

  /** The same with other tenants. */
  public AsyncLimits withTenant(TenantKey newTenant) {
    return new AsyncLimits(
        inFlight,
        waiting,
        bufferedPerRequest,
        buffered,
        firstElement,
        nextElement,
        whole,
        retries,
        newTenant);
  }
}
