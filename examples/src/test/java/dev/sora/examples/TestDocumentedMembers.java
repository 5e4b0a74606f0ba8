// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The members that documents name as {@code Class.member} exist. A {@code .member} in a table or
 * list belongs to the class that the section named last.
 */
final class TestDocumentedMembers {

    private static final Path ROOT =
            Path.of(System.getProperty("sora.examples", ""))
                    .toAbsolutePath()
                    .resolveSibling("")
                    .normalize();
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern MEMBER =
            Pattern.compile("([A-Za-z]\\w*)?\\.([a-z]\\w*)\\b(?!/).*");

    /** The names of the classes of api and core, by simple name. */
    private static final Map<String, List<String>> CLASSES = new HashMap<>();

    @BeforeAll
    static void list() throws IOException {
        for (String module : List.of("api", "core/runtime", "core/container")) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String path = sources.relativize(file).toString();
                    String name = path.substring(0, path.length() - 5).replaceAll("[/\\\\]", ".");
                    CLASSES.computeIfAbsent(
                                    name.substring(name.lastIndexOf('.') + 1),
                                    simple -> new ArrayList<>())
                            .add(name);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/architecture.md",
                "docs/embedding.md",
                "docs/lock.md",
                "docs/spi.md",
                "docs/write-a-plugin.md"
            })
    void exist(String document) throws IOException, ReflectiveOperationException {
        assertThat(unknown(Files.readAllLines(ROOT.resolve(document)))).isEmpty();
    }

    @Test
    void findsNamesThatDoNotExist() throws ReflectiveOperationException {
        List<String> lines =
                List.of(
                        "`Setting.integer`, `.number`, `.wholes`; `Setting.texts(…)`, `StrangersType.texts`",
                        "`settings.find(…)`, `.ones(…)`",
                        "# `.csv`");
        assertThat(unknown(lines)).containsExactly("Setting.wholes", "Setting.texts");
    }

    private static List<String> unknown(List<String> lines) throws ReflectiveOperationException {
        List<String> unknown = new ArrayList<>();
        String last = "";
        for (String line : lines) {
            if (line.startsWith("#")) {
                last = "";
            }
            Matcher code = CODE.matcher(line);
            while (code.find()) {
                Matcher member = MEMBER.matcher(code.group(1));
                if (member.matches()) {
                    last = member.group(1) == null ? last : member.group(1);
                    if (CLASSES.containsKey(last) && !exists(last, member.group(2))) {
                        unknown.add(last + "." + member.group(2));
                    }
                }
            }
        }
        return unknown;
    }

    private static boolean exists(String simple, String member)
            throws ReflectiveOperationException {
        if (member.equals("java")) {
            return true;
        }
        for (String name : CLASSES.get(simple)) {
            Class<?> type =
                    Class.forName(name, false, TestDocumentedMembers.class.getClassLoader());
            Stream<String> methods =
                    Stream.of(type.getMethods(), type.getDeclaredMethods())
                            .flatMap(Stream::of)
                            .map(Method::getName);
            Stream<String> fields = Stream.of(type.getDeclaredFields()).map(Field::getName);
            if (Stream.concat(methods, fields).anyMatch(member::equals)) {
                return true;
            }
        }
        return false;
    }
}
