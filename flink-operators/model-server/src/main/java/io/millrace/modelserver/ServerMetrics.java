package io.millrace.modelserver;

/**
 * What a server has done so far.
 *
 * @param requests requests taken
 * @param openConnections connections that are open now
 * @param openAnswers answers that are being sent now, stalled ones too
 * @param finished answers that were sent whole
 * @param brokenOff answers whose client went away
 * @param tokensSent tokens (of a transcript: events) that were handed to the network
 */
public record ServerMetrics(
    long requests,
    long openConnections,
    long openAnswers,
    long finished,
    long brokenOff,
    long tokensSent) {}
