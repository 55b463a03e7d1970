package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of what is kept of a request, given those of its input elements and of the module's state, and by whom. */
final class RequestTypeInfo<IE, S> extends ValueTypeInfo<Request<IE, S>> {

  private static final long serialVersionUID = 1L;

  private final Keeper keeper;

  RequestTypeInfo(TypeInformation<IE> element, TypeInformation<S> work, Keeper keeper) {
    super(Request.class, MessageTypes.of(element), work);
    this.keeper = keeper;
  }

  /** Kept by nobody who has a name. */
  RequestTypeInfo(TypeInformation<IE> element, TypeInformation<S> work) {
    this(element, work, Keeper.UNKNOWN);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<Request<IE, S>> serializer(List<TypeSerializer<?>> parts) {
    return new RequestSerializer<>(
        (TypeSerializer<Message<IE>>) parts.get(0), (TypeSerializer<S>) parts.get(1), keeper);
  }
}
