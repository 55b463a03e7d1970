package io.millrace.text;

import io.millrace.schemas.TokenClassificationResult;

/**
 * What one of several merged detectors has found.
 *
 * @param part the detector's place among them
 * @param result what it says
 */
public record Detection(int part, TokenClassificationResult result) implements Overlaps.Span {

  @Override
  public long start() {
    return result.getStart();
  }

  @Override
  public long end() {
    return result.getEnd();
  }

  @Override
  public double score() {
    return result.getScore();
  }
}
