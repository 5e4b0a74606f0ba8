// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a call: words, and options of two hyphens with or without a value. It is read
 * here, and not by the parser of the command line, whose jar is not on Spark's class path.
 */
public final class CallArguments {

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private CallArguments() {}

    /**
     * Reads arguments.
     *
     * @param flags the names of options without a value, such as {@code --resume}
     * @param valued the names of options with a value
     * @throws SoraException if an option is unknown or lacks its value
     */
    public static CallArguments of(List<String> arguments, Set<String> flags, Set<String> valued) {
        CallArguments read = new CallArguments();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (flags.contains(word)) {
                read.options.put(word, List.of());
            } else if (valued.contains(word)) {
                i++;
                if (i == arguments.size()) {
                    throw wrong(
                            "'%s' lacks its value".formatted(word), String.join(" ", arguments));
                }
                read.options.computeIfAbsent(word, name -> new ArrayList<>()).add(arguments.get(i));
            } else if (word.startsWith("--")) {
                throw wrong("there is no option '%s'".formatted(word), String.join(", ", valued));
            } else {
                read.words.add(word);
            }
        }
        return read;
    }

    /**
     * Returns the only word.
     *
     * @param what names it in the problem if there is none, or more than one
     */
    public String word(String what) {
        if (words.size() != 1) {
            throw wrong(what + " is named once", String.join(" ", words));
        }
        return words.get(0);
    }

    /** Returns whether an option is given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** Returns all values of an option. */
    public List<String> all(String option) {
        return List.copyOf(options.getOrDefault(option, List.of()));
    }

    /** Returns the last value of an option. */
    public Optional<String> last(String option) {
        List<String> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * Returns the value of an option that is needed.
     *
     * @throws SoraException if it is not given
     */
    public String needed(String option) {
        return last(option).orElseThrow(() -> wrong("'%s' is needed".formatted(option), "none"));
    }

    /**
     * Returns an integer of at least 1.
     *
     * @param otherwise the value if the option is not given
     */
    public int count(String option, int otherwise) {
        return count(option, otherwise, Integer.MAX_VALUE);
    }

    /**
     * Returns an integer from 1 to a greatest one.
     *
     * @param otherwise the value if the option is not given
     */
    public int count(String option, int otherwise, int most) {
        String text = last(option).orElse(Integer.toString(otherwise));
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw wrong("'%s' does not fit %s".formatted(text, option), text);
        }
        throw wrong("'%s' does not fit %s".formatted(text, option), text);
    }

    private static SoraException wrong(String message, String have) {
        return new SoraException(
                Problem.of("SORA-7011", message)
                        .have(have)
                        .fix("docs/spark.md lists the arguments of spark-submit"));
    }
}
