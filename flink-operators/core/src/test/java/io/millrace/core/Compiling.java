package io.millrace.core;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles what an author could write, to see what the compiler says. */
public final class Compiling {

  private Compiling() {}

  /** The errors of one class that stands in a source of its name. */
  public static List<String> errorsOf(String className, String source) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-d", System.getProperty("java.io.tmpdir"));
    compiler
        .getTask(null, null, diagnostics, options, null, List.of(new Source(className, source)))
        .call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String content;

    Source(String className, String content) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
