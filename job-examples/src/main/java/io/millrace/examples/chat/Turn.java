package io.millrace.examples.chat;

/**
 * One exchange of a conversation. Kept in savepoints: a component that is added later is null in what was stored before.
 *
 * @param prompt what was asked, as the guard let it through
 * @param answer what the model said
 */
public record Turn(String prompt, String answer) {}
