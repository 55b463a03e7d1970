package io.millrace.flink.types;

import io.millrace.core.action.BranchItem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of the items of branches: of one of some classes each, under the class's name. */
public final class BranchItemTypeInfo extends ValueTypeInfo<BranchItem> {

  private static final long serialVersionUID = 1L;

  private BranchItemTypeInfo(TypeInformation<?> levels, TypeInformation<?> value) {
    super(BranchItem.class, levels, value);
  }

  /**
   * That of items of these classes.
   *
   * @throws IllegalArgumentException if there are none, or one needs Kryo, naming it
   */
  public static BranchItemTypeInfo of(List<Class<?>> classes) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("the classes that a BranchItem may carry must be known:"
          + " say them with branchItems(…) where the action is declared");
    }
    Map<String, TypeInformation<?>> byClass = new TreeMap<>();
    classes.forEach(each -> byClass.put(each.getName(), StateTypes.of(each)));
    return new BranchItemTypeInfo(
        Types.LIST(StateTypes.of(BranchLevel.class)), NamedValuesTypeInfo.strict(byClass));
  }

  @Override
  @SuppressWarnings("unchecked") // as given above
  protected TypeSerializer<BranchItem> serializer(List<TypeSerializer<?>> parts) {
    return new BranchItemSerializer(
        (TypeSerializer<List<BranchLevel>>) parts.get(0),
        (TypeSerializer<Map<String, Object>>) parts.get(1));
  }
}
