package io.millrace.flink;

import io.millrace.core.Parameters;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * A message of a control stream: which module an operator takes from now on, and which defaults. It is for the requests that
 * begin afterwards; those under way finish with what they began with.
 *
 * @param operator the name of the operator
 * @param module the reference of the module's version ({@link RunnerSupplier#at}), such as the URI of its folder, without a
 *     password; null if it stays as it is
 * @param defaults what stands for parameters that a request does not give, in place of all such defaults before; null if
 *     they stay as they are
 */
@TypeInfo(ModuleControlTypeInfo.Factory.class)
public record ModuleControl(
    String operator, @Nullable String module, @Nullable Parameters defaults) {

  /** The type of a control stream. */
  public static final TypeInformation<ModuleControl> TYPE = new ModuleControlTypeInfo();

  /** Validates that it says something, and to somebody. */
  public ModuleControl {
    OperatorSettings.requireName(operator);
    if (module != null && module.isBlank()) {
      throw new IllegalArgumentException("the module for operator '" + operator
          + "' must be a reference, or null to stay as it is, but was \"" + module + "\"");
    }
    if (module != null) {
      ModuleUri.requireNoPassword(module);
    }
    if (module == null && defaults == null) {
      throw new IllegalArgumentException("a control of operator '" + operator
          + "' must have a module, or defaults, or both, but has neither");
    }
  }

  /** Takes another version of its module; the defaults stay as they are. */
  public static ModuleControl module(String operator, String module) {
    return new ModuleControl(operator, module, null);
  }

  /** Takes other defaults; the module stays as it is. */
  public static ModuleControl defaults(String operator, Parameters defaults) {
    return new ModuleControl(operator, null, defaults);
  }

  /** The same with these defaults. */
  public ModuleControl withDefaults(Parameters newDefaults) {
    return new ModuleControl(operator, module, newDefaults);
  }

  /** What holds after an earlier message and this one. */
  ModuleControl over(ModuleControl earlier) {
    return new ModuleControl(
        operator,
        module == null ? earlier.module : module,
        defaults == null ? earlier.defaults : defaults);
  }

  /** What it wants, for people. */
  String wish() {
    String wanted = module == null ? "its module" : "module '" + module + "'";
    return defaults == null ? wanted : wanted + " with the defaults " + defaults;
  }
}
