package io.millrace.examples.backfill;

import io.millrace.schemas.TokenClassificationResults;

/**
 * What is wanted of a stored text.
 *
 * @param entities its entities
 * @param masked the text with them masked
 */
public record Answer(TokenClassificationResults entities, String masked) {}
