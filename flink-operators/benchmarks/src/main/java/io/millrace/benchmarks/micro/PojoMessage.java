package io.millrace.benchmarks.micro;

import java.util.HashMap;
import java.util.Map;

/** A message as a POJO of Flink's: the same fields, those of its parts included. */
public class PojoMessage {
  public String requestId = "";
  public int attempt;
  public long sequence;
  public String payload = "";
  public Map<String, String> parameters = new HashMap<>();
  public Map<String, String> headers = new HashMap<>();
  public boolean last;
  public int status;
  public String statusMessage = "";
  public String topic = "";
  public int partition;
  public long offset;
}
