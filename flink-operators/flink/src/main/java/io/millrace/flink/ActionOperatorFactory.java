package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator of applications on the worker: it needs the task's mailbox, which only a factory is given. */
final class ActionOperatorFactory extends AbstractStreamOperatorFactory<Message<ActionItem>>
    implements OneInputStreamOperatorFactory<ActionCall, Message<ActionItem>> {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final ActionLimits limits;
  private final ActionSetup.Recipe recipe;
  private final ActionTypes types;

  ActionOperatorFactory(
      String name, ActionLimits limits, ActionSetup.Recipe recipe, ActionTypes types) {
    this.name = name;
    this.limits = limits;
    this.recipe = recipe;
    this.types = types;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
  public <T extends StreamOperator<Message<ActionItem>>> T createStreamOperator(
      StreamOperatorParameters<Message<ActionItem>> parameters) {
    return (T) new ActionOperator(parameters, name, limits, recipe, types);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature too
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ActionOperator.class;
  }
}
