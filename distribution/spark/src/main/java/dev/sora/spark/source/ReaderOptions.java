// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The options of Spark's reader. A manifest becomes part of model packages, so it holds no
 * passwords: these come from environment variables.
 */
final class ReaderOptions {

    private static final Pattern SECRET =
            Pattern.compile(
                    "passw|passphrase|pwd|secret|token|credential|(access|account|private|api|"
                            + "encryption|storage).?key|signature",
                    Pattern.CASE_INSENSITIVE);

    /** A user with a password before a host, or a password among parameters. */
    private static final Pattern WITHIN =
            Pattern.compile(
                    "://[^/@\\s]*:[^/@\\s]*@|(password|passwd|pwd|secret|token|signature|sig)\\s*=",
                    Pattern.CASE_INSENSITIVE);

    private ReaderOptions() {}

    /**
     * Returns the options.
     *
     * @param environment returns the value of an environment variable, or null
     * @throws DataException if the manifest holds what looks like a password, or a variable is not
     *     set
     */
    static Map<String, String> of(Settings settings, UnaryOperator<String> environment) {
        Map<String, String> given = settings.find(SparkSourceType.OPTIONS).orElse(Map.of());
        given.forEach(
                (name, value) -> {
                    if (SECRET.matcher(name).find() || WITHIN.matcher(value).find()) {
                        throw held("options." + name);
                    }
                });
        settings.find(SparkSourceType.PATH)
                .filter(path -> WITHIN.matcher(path).find())
                .ifPresent(
                        path -> {
                            throw held("path");
                        });
        Map<String, String> options = new LinkedHashMap<>(given);
        settings.find(SparkSourceType.OPTION_VARIABLES)
                .orElse(Map.of())
                .forEach(
                        (name, variable) -> {
                            String value = environment.apply(variable);
                            if (value == null) {
                                throw unset(name, variable);
                            }
                            options.put(name, value);
                        });
        return options;
    }

    /** The message does not show the value. */
    private static DataException held(String where) {
        return new DataException(
                Problem.of(
                                "SORA-7118",
                                "the source 'spark' holds a password, or looks as if it did")
                        .where(where)
                        .needs("a password in an environment variable, which no file shows")
                        .fix("name the variable: option_variables: {OPTION: VARIABLE}"));
    }

    private static DataException unset(String name, String variable) {
        return new DataException(
                Problem.of("SORA-7118", "the environment variable of an option is not set")
                        .where("option_variables." + name)
                        .needs("a variable " + variable)
                        .fix("export %s=... before Spark's driver is started".formatted(variable)));
    }
}
