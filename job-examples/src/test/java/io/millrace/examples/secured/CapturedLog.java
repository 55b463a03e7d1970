package io.millrace.examples.secured;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged down to a level, by whomever, with stack traces; what the console shows stays as it was. */
final class CapturedLog extends AbstractAppender implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context;

  private CapturedLog(LoggerContext context) {
    super("captured", null, null, true, Property.EMPTY_ARRAY);
    this.context = context;
  }

  static CapturedLog start(Level level) {
    LoggerContext context = LoggerContext.getContext(false);
    CapturedLog captured = new CapturedLog(context);
    captured.start();
    LoggerConfig root = context.getConfiguration().getRootLogger();
    for (Appender shown : List.copyOf(root.getAppenders().values())) {
      root.removeAppender(shown.getName());
      root.addAppender(shown, Level.WARN, null);
    }
    root.addAppender(captured, level, null);
    root.setLevel(level);
    context.updateLoggers();
    return captured;
  }

  @Override
  public void append(LogEvent event) {
    StringBuilder line = new StringBuilder(event.getLoggerName())
        .append(": ")
        .append(event.getMessage().getFormattedMessage());
    for (Throwable each = event.getThrown(); each != null; each = each.getCause()) {
      line.append(" / ").append(each);
    }
    lines.add(line.toString());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    context.reconfigure();
  }
}
