package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the asynchronous operator on the worker: it needs the task's mailbox, which only a factory is given. */
final class AsyncOperatorFactory<I, OE> extends AbstractStreamOperatorFactory<Message<OE>>
    implements OneInputStreamOperatorFactory<Message<I>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final OperatorSettings settings;
  private final AsyncLimits limits;
  private final Asking.Recipe<I, OE> recipe;
  private final TypeInformation<I> inputType;

  AsyncOperatorFactory(
      OperatorSettings settings,
      AsyncLimits limits,
      Asking.Recipe<I, OE> recipe,
      TypeInformation<I> inputType) {
    this.settings = settings;
    this.limits = limits;
    this.recipe = recipe;
    this.inputType = inputType;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
  public <T extends StreamOperator<Message<OE>>> T createStreamOperator(
      StreamOperatorParameters<Message<OE>> parameters) {
    return (T) new AsyncOperator<>(parameters, settings, limits, recipe, inputType);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature too
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return AsyncOperator.class;
  }
}
