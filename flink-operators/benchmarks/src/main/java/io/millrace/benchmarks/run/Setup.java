package io.millrace.benchmarks.run;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What runs that are compared have in common.
 *
 * @param settings how the job runs
 * @param load its input
 * @param type of the input
 */
public record Setup<T>(JobSettings settings, Load<T> load, TypeInformation<T> type) {}
