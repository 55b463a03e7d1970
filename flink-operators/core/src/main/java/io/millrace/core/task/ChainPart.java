package io.millrace.core.task;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A module of a chain.
 *
 * @param name what qualifies its parameters
 * @param runner the module
 * @param plans for the flavours of the whole, how the part's own is met
 */
record ChainPart(String name, ModuleRunner<?, ?, ?, ?> runner, Map<Flavor, String> plans) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  ChainPart {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a part's name must match " + NAME + " but was \"" + name + "\"");
    }
  }

  static Optional<Plan> available(ModuleRunner<?, ?, ?, ?> runner, Flavor flavor) {
    try {
      return Optional.of(runner.plan(flavor));
    } catch (UnavailableFlavorException e) {
      return Optional.empty();
    }
  }

  String plan(Flavor flavor) {
    return name + " (" + plans.get(flavor) + ")";
  }

  List<Parameter<?>> qualified() {
    List<Parameter<?>> qualified = new ArrayList<>();
    for (Parameter<?> parameter : runner.parameters()) {
      qualified.add(parameter.qualified(name));
    }
    return qualified;
  }

  /**
   * The task's parameters that parts read. Where one part does, it is that part's, default included; where several do, each
   * has a default of its own, and the whole has none.
   */
  static List<Parameter<?>> unqualified(List<ChainPart> parts, Task<?, ?, ?, ?> task) {
    List<Parameter<?>> unqualified = new ArrayList<>();
    for (Parameter<?> declared : task.parameters()) {
      List<Parameter<?>> readers =
          parts.stream().flatMap(part -> part.reading(declared.name()).stream()).toList();
      readers.stream()
          .filter(reader -> !reader.hasTypeOf(declared))
          .findFirst()
          .or(() -> readers.stream().findFirst())
          .ifPresent(
              reader -> unqualified.add(readers.size() == 1 ? reader : reader.withoutDefault()));
    }
    return unqualified;
  }

  private Optional<Parameter<?>> reading(String parameter) {
    for (Parameter<?> read : runner.parameters()) {
      if (read.name().equals(parameter)) {
        return Optional.of(read);
      }
    }
    return Optional.empty();
  }

  /**
   * What of the whole's parameters is this part's, with its qualifier gone. One that is qualified by another name is another
   * part's, also where this part is a chain with a part of that name.
   */
  Parameters share(Parameters whole) {
    String qualifier = name + ".";
    Map<String, Object> share = new TreeMap<>();
    whole.asMap().forEach((key, value) -> {
      if (key.startsWith(qualifier)) {
        share.put(key.substring(qualifier.length()), value);
      } else if (key.indexOf('.') < 0 && reading(key).isPresent()) {
        share.putIfAbsent(key, value);
      }
    });
    return Parameters.of(share);
  }
}
