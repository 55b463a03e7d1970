package io.millrace.examples.actions;

import io.millrace.core.action.Graph;
import io.millrace.core.action.Request;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.flink.ActionCall;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Makes requests of records that hold whole texts: to the application of the record's key, named by the record's place, so
 * that a record that is read again is the same request.
 */
@FunctionalInterface
public interface TextCalls extends Serializable {

  /** What is asked by a text. */
  Request request(String text);

  /** The requests of an input that holds texts. */
  default Calls read(TopicInput input, Graph graph) {
    TopicInput.Read<String> read = input.read(String.class);
    SingleOutputStreamOperator<ActionCall> calls = read.messages()
        .filter(message -> message.status().isOk())
        .name("readable texts")
        .uid("readable-texts")
        .process(new CallsOfTexts(this))
        .returns(ActionCall.type(graph))
        .name("requests of texts")
        .uid("requests-of-texts");
    return new Calls(calls, read.undecodable().union(calls.getSideOutput(CallsOfTexts.REFUSED)));
  }
}
