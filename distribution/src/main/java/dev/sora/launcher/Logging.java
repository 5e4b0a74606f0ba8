// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.sora.launcher.show.Screen;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Configures logging in code, because reading a configuration file takes a tenth of the start-up
 * time. Warnings go to standard error; with {@code --verbose} further messages do.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** The system property that requests verbose logging. */
    static final String VERBOSE = "sora.verbose";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean verbose = Boolean.getBoolean(VERBOSE);
        ScreenAppender appender = new ScreenAppender(verbose);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(verbose ? Level.INFO : Level.WARN);
        root.addAppender(appender);
        if (verbose) {
            context.getLogger("dev.sora").setLevel(Level.DEBUG);
        } else {
            // It warns of things that Sora handles itself, such as the absence of network access.
            context.getLogger("ai.djl").setLevel(Level.ERROR);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Writes log messages above the progress line. */
    private static final class ScreenAppender extends AppenderBase<ILoggingEvent> {

        private final boolean verbose;

        private ScreenAppender(boolean verbose) {
            this.verbose = verbose;
        }

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder();
            if (verbose) {
                line.append(
                                LocalTime.ofInstant(
                                                Instant.ofEpochMilli(event.getTimeStamp()),
                                                ZoneId.systemDefault())
                                        .truncatedTo(ChronoUnit.MILLIS))
                        .append(' ');
            }
            line.append(event.getLevel().toString().toLowerCase(Locale.ROOT))
                    .append("  ")
                    .append(event.getFormattedMessage());
            if (verbose) {
                line.append("  (").append(event.getLoggerName()).append(')');
            }
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                line.append(
                        verbose
                                ? "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing()
                                : ": " + thrown.getMessage());
            }
            Screen.standard().line(line.toString());
        }
    }
}
