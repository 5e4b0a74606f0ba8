// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.verb.ExitStatus;
import dev.sora.launcher.verb.ResultStream;
import dev.sora.launcher.verb.Session;
import dev.sora.launcher.verb.Verb;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one call of the command line: parses it, runs the verb and reports failures. */
final class Launcher {

    private final Session session;
    private final Arguments arguments;
    private Supplier<Interrupts> interrupts = () -> null;

    Launcher(Session session, Arguments arguments) {
        this.session = session;
        this.arguments = arguments;
    }

    /** Handles Ctrl-C while a long-running verb runs. */
    Launcher withInterrupts() {
        interrupts = () -> Interrupts.install(session.screen());
        return this;
    }

    /** Runs the call and returns the exit status. */
    int run() {
        String name = arguments.verb();
        if (arguments.version()) {
            session.print("sora " + session.backend().version());
            return ExitStatus.DONE;
        }
        if (name.isEmpty() && arguments.help()) {
            return help(Verbs.all());
        }
        if (!name.isEmpty() && !Verbs.names().contains(name)) {
            return tell(List.of(Usage.unknownVerb(name, Verbs.names())));
        }
        boolean whole = name.isEmpty() || name.equals("completion");
        CommandLine root = whole ? Verbs.all() : Verbs.with(name);
        try {
            ParseResult parsed = root.parseArgs(arguments.words());
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            CommandLine command = parsed.commandSpec().commandLine();
            if (command.isUsageHelpRequested()) {
                return help(command);
            }
            if (!(command.getCommand() instanceof Verb verb)) {
                return tell(List.of(Usage.noVerb(Verbs.names())));
            }
            return run(verb);
        } catch (ParameterException e) {
            return tell(List.of(Usage.of(e)));
        }
    }

    private int run(Verb verb) {
        Interrupts asked = verb.lasts() ? interrupts.get() : null;
        try {
            int status = verb.run(session);
            return session.unwritten().map(this::unwritten).orElse(status);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            Optional<IOException> unwritten = session.unwritten();
            if (unwritten.isPresent()) {
                trace(e);
                return unwritten(unwritten.get());
            }
            if (asked != null && asked.asked()) {
                return interrupted(e);
            }
            Failure failure = Failure.of(e, plugins(e));
            if (failure.status() == ExitStatus.INTERRUPTED) {
                return interrupted(e);
            }
            trace(e);
            return tell(failure);
        }
    }

    /**
     * Returns the exit status if standard output cannot be written. A closed pipe, as after {@code
     * head}, is not reported.
     */
    private int unwritten(IOException failure) {
        session.screen().clear();
        return ResultStream.isClosedPipe(failure)
                ? ExitStatus.CLOSED_PIPE
                : tell(
                        List.of(
                                Problem.of("SORA-4707", "standard output cannot be written")
                                        .have(String.valueOf(failure.getMessage()))
                                        .fix("free space at its destination, or redirect it")));
    }

    /**
     * Returns the plugins that may have caused a failure; empty if none can have, or if the start
     * of the plugins is what failed.
     */
    private List<OfferedPlugin> plugins(Throwable thrown) {
        try {
            return thrown instanceof SoraException ? List.of() : session.backend().host().offers();
        } catch (RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    private int interrupted(Throwable thrown) {
        // Clear the interrupt flag: it would disturb the closing of resources.
        Thread.interrupted();
        trace(thrown);
        session.screen().clear();
        String said = thrown.getMessage();
        boolean orderly = thrown instanceof InterruptedRunException;
        String message = orderly && said != null ? said : "stopped";
        if (arguments.json()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("exit", ExitStatus.INTERRUPTED);
            tree.put("status", "interrupted");
            tree.put("message", message);
            session.json(tree);
        } else {
            session.screen().line(message);
        }
        return ExitStatus.INTERRUPTED;
    }

    private void trace(Throwable thrown) {
        if (arguments.verbose()) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            session.screen().line(text.toString().stripTrailing());
        }
    }

    private int tell(List<Problem> problems) {
        return tell(new Failure(ExitStatus.of(problems), problems));
    }

    private int tell(Failure failure) {
        if (arguments.json()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("exit", failure.status());
            tree.put("problems", Tree.problems(failure.problems()));
            session.json(tree);
            return failure.status();
        }
        session.screen().clear();
        boolean colour = session.screen().terminal().colour();
        StringBuilder text = new StringBuilder();
        for (Problem problem : failure.problems()) {
            String form = problem.toString();
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append(Style.BAD.on(problem.code(), colour))
                    .append(form.substring(problem.code().length()));
        }
        session.screen().line(text.toString());
        return failure.status();
    }

    private int help(CommandLine command) {
        Ansi ansi = session.output().colour() ? Ansi.ON : Ansi.OFF;
        command.usage(session.out(), ansi);
        session.out().flush();
        return ExitStatus.DONE;
    }
}
