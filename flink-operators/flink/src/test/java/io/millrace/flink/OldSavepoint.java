package io.millrace.flink;

import io.millrace.core.action.Action;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.TypedState;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.tools.ToolProvider;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the savepoint that {@link ActionEvolutionTest} begins with: an application "app" whose request "a" has ended and
 * whose request "b" is under way, its state of an older {@link Grown}, compiled here and loaded in its place. Off unless it
 * is told where to put it, for the file is kept as a release left it:
 *
 * <pre>{@code ./mvnw -o -B -ntp -pl flink-operators/flink -am test -Dtest=OldSavepoint
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.savepoint=FILE}</pre>
 */
class OldSavepoint {

  static final String NAME = "action-savepoint-1.bin";

  private static final String SOURCE = """
      package io.millrace.flink;
      public final class Grown {
        public record Profile(String name, int visits) {}
        public record Account(String owner, Profile profile, String gone) {}
      }
      """;

  @TempDir
  private Path classes;

  @Test
  @EnabledIfSystemProperty(named = "millrace.savepoint", matches = ".+")
  void isTaken() throws Exception {
    compile();
    try (OldFirst loader = new OldFirst(classes.toUri().toURL())) {
      Record profile = made(loader, "Profile", "Anna", 3);
      Record account = made(loader, "Account", "anna", profile, "left out");
      take(account, System.getProperty("millrace.savepoint"));
    }
  }

  private static <S extends Record> void take(S account, String file) throws Exception {
    @SuppressWarnings("unchecked") // the class of the account
    TypedState<S> typed = TypedState.of((Class<S>) account.getClass());
    CompletableFuture<Boolean> hangs = new CompletableFuture<>();
    Action<Void, Long> visit = Action.of(Long.class)
        .reads(Counter.COUNT)
        .writes(Counter.COUNT)
        .runAsync((state, inputs) -> {
          if (state.get(Counter.COUNT) == 1) {
            hangs.complete(true);
            return new CompletableFuture<>();
          }
          return CompletableFuture.completedFuture(new Final<>(1L, state.increment(Counter.COUNT)));
        });
    ActionSetup setup = ActionSetup.of(Graph.builder()
            .action("visit", visit)
            .transition("visit", "visit")
            .fields(typed.fields())
            .entry("visit")
            .build())
        .withInitial(typed.state(account).update(Counter.COUNT, 0L));
    try (ActionHarness harness = ActionHarness.open(setup, ActionHarness.LIMITS)) {
      harness.push(ActionEvolutionTest.visit("a"));
      harness.result();
      harness.push(ActionEvolutionTest.visit("b"));
      hangs.join();
      OperatorSnapshotUtil.writeStateHandle(harness.savepoint(), file);
    }
  }

  private void compile() throws IOException {
    Path source =
        Files.createDirectories(classes.resolve("io/millrace/flink")).resolve("Grown.java");
    Files.writeString(source, SOURCE);
    int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
        .run(null, null, null, "-d", classes.toString(), source.toString());
    if (failed != 0) {
      throw new IOException("the older class did not compile");
    }
  }

  private static Record made(ClassLoader loader, String name, Object... parts) throws Exception {
    Constructor<?> canonical =
        loader.loadClass(Grown.class.getName() + "$" + name).getConstructors()[0];
    return (Record) canonical.newInstance(parts);
  }

  /** Loads the older class in place of today's. */
  private static final class OldFirst extends URLClassLoader {
    OldFirst(URL classes) {
      super(new URL[] {classes}, OldSavepoint.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Grown.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
