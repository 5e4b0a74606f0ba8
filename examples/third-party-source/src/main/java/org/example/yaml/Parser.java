// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.Optional;
import java.util.Properties;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Iterates over the documents of a reader, with the lines on which they start.
 *
 * <p>The constructors used here are those of snakeyaml-engine 2.2. Version 3, which reads Sora's
 * manifests in the same JVM, does not have them: this works because the plugin packs its own
 * version.
 */
final class Parser implements Iterator<Parser.Document> {

    private static final String PROPERTIES =
            "/META-INF/maven/org.snakeyaml/snakeyaml-engine/pom.properties";

    private final Composer documents;
    private final StandardConstructor values;

    /** A document and the line on which it starts, counted from 1; 0 if unknown. */
    record Document(Object value, long line) {}

    Parser(String name, Reader reader) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        documents =
                new Composer(
                        new ParserImpl(new StreamReader(reader, settings), settings), settings);
        values = new StandardConstructor(settings);
    }

    @Override
    public boolean hasNext() {
        return documents.hasNext();
    }

    @Override
    public Document next() {
        Node node = documents.next();
        long line = node.getStartMark().map(mark -> mark.getLine() + 1L).orElse(0L);
        return new Document(values.constructSingleDocument(Optional.of(node)), line);
    }

    /** Returns the version of the library that this plugin uses. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = LoadSettings.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
        return properties.getProperty("version", "unknown");
    }
}
