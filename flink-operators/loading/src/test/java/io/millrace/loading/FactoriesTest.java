package io.millrace.loading;

import static io.millrace.loading.GreetingFactory.GREETING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.load.Alias;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.TaskModule;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactoriesTest {

  @Test
  void twoFactoriesOfOneIdAreBothNamed() {
    assertThatThrownBy(() -> Factories.of(List.of(new GreetingFactory(), new Other("polite"))))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessage("module id 'polite' must be of one factory but is claimed by"
            + " io.millrace.loading.GreetingFactory and io.millrace.loading.FactoriesTest$Other");
  }

  @Test
  void anIdThatAnotherHasRetiredIsClaimedTwiceToo() {
    assertThatThrownBy(
            () -> Factories.of(List.of(new Other("streaming-greeter"), new GreetingFactory())))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessage("module id 'streaming-greeter' must be of one factory but is claimed by"
            + " io.millrace.loading.FactoriesTest$Other and io.millrace.loading.GreetingFactory (as a"
            + " retired id)");
  }

  @Test
  void anAliasWasForATask() {
    assertThatThrownBy(() -> new Alias("old", "1.0.0", List.of()))
        .hasMessage("the retired id 'old' must have been for a task");
    assertThatThrownBy(() -> Alias.of("old", "1", GREETING))
        .hasMessage("a version must be semantic (1.0.0) but was \"1\"");
  }

  private record Other(String id) implements ModuleFactory {
    @Override
    public String version() {
      return "1.0.0";
    }

    @Override
    public TaskModule create(ModuleFolder folder) {
      throw new AssertionError("nothing is made here");
    }
  }
}
