/**
 * Text generation and chat by any server that speaks OpenAI's API: vLLM, Ollama, llama.cpp, OpenAI itself. {@link
 * io.millrace.openai.OpenAiModule} is the door, {@link io.millrace.openai.OpenAiSettings} say which server and how.
 *
 * <p>OpenAI's Java client makes the requests. They travel by the JDK's HTTP client ({@code Exchange}), which holds
 * thousands of slow answers without a thread for each; the lines that come are put into events ({@code EventReader}), events
 * into pieces of the answer ({@code AnswerReader}), and what goes wrong into a status ({@code Failures}). Whether to try
 * again is for the caller to say: nothing is tried twice here.
 */
@NullMarked
package io.millrace.openai;

import org.jspecify.annotations.NullMarked;
