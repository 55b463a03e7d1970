package io.millrace.openai;

/** By which of a server's ways a text is generated. */
public enum Endpoint {

  /** {@code /chat/completions}: the prompt is the message of a user. All servers have it. */
  CHAT_COMPLETIONS,

  /** {@code /completions}: the model goes on with the prompt as it stands, without a template around it. */
  COMPLETIONS
}
