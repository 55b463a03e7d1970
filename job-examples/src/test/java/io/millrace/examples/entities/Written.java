package io.millrace.examples.entities;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a job had written when its savepoint was taken, in a file. */
final class Written {

  private Written() {}

  static void write(JobOutputs outputs, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (var topic : List.of(outputs.entities(), outputs.masked(), outputs.generations())) {
        out.writeInt(topic.size());
        for (Map.Entry<String, List<byte[]>> request : topic.entrySet()) {
          out.writeUTF(request.getKey());
          out.writeInt(request.getValue().size());
          for (byte[] message : request.getValue()) {
            out.writeInt(message.length);
            out.write(message);
          }
        }
      }
    }
  }

  static JobOutputs read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      return new JobOutputs(topic(in), topic(in), topic(in));
    }
  }

  private static SortedMap<String, List<byte[]>> topic(DataInputStream in) throws IOException {
    SortedMap<String, List<byte[]>> topic = new TreeMap<>();
    for (int requests = in.readInt(); requests > 0; requests--) {
      String request = in.readUTF();
      List<byte[]> messages = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        messages.add(in.readNBytes(in.readInt()));
      }
      topic.put(request, messages);
    }
    return topic;
  }

  /** What was written before, and behind it what was written after. */
  static JobOutputs and(JobOutputs before, JobOutputs after) {
    return new JobOutputs(
        and(before.entities(), after.entities()),
        and(before.masked(), after.masked()),
        and(before.generations(), after.generations()));
  }

  private static SortedMap<String, List<byte[]>> and(
      SortedMap<String, List<byte[]>> before, SortedMap<String, List<byte[]>> after) {
    SortedMap<String, List<byte[]>> all = new TreeMap<>();
    before.forEach((request, messages) -> all.put(request, new ArrayList<>(messages)));
    after.forEach((request, messages) ->
        all.computeIfAbsent(request, any -> new ArrayList<>()).addAll(messages));
    return all;
  }
}
