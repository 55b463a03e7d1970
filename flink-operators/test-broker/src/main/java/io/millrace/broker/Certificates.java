package io.millrace.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates made by the {@code keytool} of the running JDK, valid for two days: a broker's, a client's, and a store that
 * trusts both. All stores have one password.
 */
record Certificates(Path folder, String password) {

  /** Makes them in a folder, in a few seconds. */
  static Certificates in(Path folder, String password) throws IOException, InterruptedException {
    Certificates certificates = new Certificates(folder, password);
    certificates.make("broker", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    certificates.make("client", "CN=millrace");
    return certificates;
  }

  /** The store with the key and certificate of the broker or the client. */
  Path keys(String whose) {
    return folder.resolve(whose + ".p12");
  }

  /** The store with the certificates that are trusted. */
  Path trusted() {
    return folder.resolve("trusted.p12");
  }

  private void make(String whose, String name, String... more)
      throws IOException, InterruptedException {
    List<String> key = new ArrayList<>(
        List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    key.addAll(List.of("-alias", whose, "-dname", name, "-keystore", keys(whose).toString()));
    key.addAll(List.of(more));
    keytool(key);
    String certificate = folder.resolve(whose + ".cer").toString();
    keytool(List.of(
        "-exportcert", "-alias", whose, "-keystore", keys(whose).toString(), "-file", certificate));
    keytool(List.of(
        "-importcert",
        "-noprompt",
        "-alias",
        whose,
        "-file",
        certificate,
        "-keystore",
        trusted().toString()));
  }

  private void keytool(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + arguments.get(0) + " failed: " + said);
    }
  }
}
