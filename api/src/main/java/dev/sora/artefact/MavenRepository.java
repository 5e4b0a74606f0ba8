// SPDX-License-Identifier: Apache-2.0
package dev.sora.artefact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Locates the local Maven repository.
 *
 * @since 1.0
 */
public final class MavenRepository {

    private static final long LARGEST = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private MavenRepository() {}

    /**
     * Returns the local repository as Maven does: the system property {@code maven.repo.local},
     * otherwise the user's settings.xml, otherwise {@code ~/.m2/repository}.
     *
     * @param home the home folder of the user
     * @param environment the environment variables that settings.xml may use
     * @return the folder, which may not exist; settings.xml is ignored if it cannot be read, is
     *     larger than 1 MiB, or declares entities
     */
    public static Path of(Path home, Map<String, String> environment) {
        String told = System.getProperty("maven.repo.local", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        Path maven = home.resolve(".m2");
        return read(maven.resolve("settings.xml"))
                .flatMap(text -> path(text, home, environment))
                .orElseGet(() -> maven.resolve("repository"));
    }

    private static Optional<Path> path(String text, Path home, Map<String, String> environment) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder path = new StringBuilder();
        while (variable.find()) {
            String name = variable.group(1);
            String value =
                    name.equals("user.home")
                            ? home.toString()
                            : name.startsWith("env.")
                                    ? environment.getOrDefault(name.substring(4), "")
                                    : System.getProperty(name, "");
            variable.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        variable.appendTail(path);
        try {
            return Optional.of(Path.of(path.toString().strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the element localRepository; empty if the settings have none or cannot be read. */
    private static Optional<String> read(Path settings) {
        try {
            if (!Files.isRegularFile(settings) || Files.size(settings) > LARGEST) {
                return Optional.empty();
            }
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            try (InputStream in = Files.newInputStream(settings)) {
                return localRepository(factory.createXMLStreamReader(in));
            }
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> localRepository(XMLStreamReader xml) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == 2 && xml.getLocalName().equals("localRepository")) {
                    String text = xml.getElementText().strip();
                    return text.isEmpty() ? Optional.empty() : Optional.of(text);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return Optional.empty();
    }
}
