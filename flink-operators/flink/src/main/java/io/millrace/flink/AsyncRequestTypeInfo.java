package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of what an asynchronous operator keeps of a request, given that of its input. */
final class AsyncRequestTypeInfo<I> extends ValueTypeInfo<AsyncRequest<I>> {

  private static final long serialVersionUID = 1L;

  AsyncRequestTypeInfo(TypeInformation<I> input) {
    super(AsyncRequest.class, MessageTypes.of(input));
  }

  @Override
  @SuppressWarnings("unchecked")
  protected TypeSerializer<AsyncRequest<I>> serializer(List<TypeSerializer<?>> parts) {
    return new AsyncRequestSerializer<>((TypeSerializer<Message<I>>) parts.get(0));
  }
}
