// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.Numbers;
import dev.sora.detection.box.Box;
import dev.sora.detection.box.LabelledBox;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an annotation of Pascal VOC. Document type definitions and entities are refused, so a file
 * can neither read other files nor grow.
 *
 * <p>Coordinates count pixels from 1, and a box includes its last pixel: {@code xmin 1, xmax 2} is
 * the box from 0 to 2. Many tools count from 0; a box is then shifted by at most one pixel.
 *
 * @param fileName the name of the picture that the file states, empty if it states none
 * @param marked what it states about the picture
 */
record VocFile(String fileName, Marked marked) {

    private static final String OBJECT = "annotation/object";
    private static final String FIX = "correct the file, or set 'on_error: skip'";
    private static final XMLInputFactory XML = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Reads a file.
     *
     * @param where the file, for messages
     * @throws RecordException if it is not an annotation
     */
    static VocFile read(byte[] bytes, String where) {
        Reading reading = new Reading(where);
        try {
            XMLStreamReader xml = reader(bytes);
            try {
                while (xml.hasNext()) {
                    reading.event(xml, xml.next());
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw broken(where, "it is not valid XML: " + firstLine(e));
        }
        return reading.finished();
    }

    private static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
        // creating a reader is not thread-safe
        synchronized (XML) {
            return XML.createXMLStreamReader(new ByteArrayInputStream(bytes));
        }
    }

    private static String firstLine(XMLStreamException e) {
        int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
        String message = String.valueOf(e.getMessage()).replaceAll("(?s).*Message: ", "");
        return (line > 0 ? "line " + line + ": " : "") + message;
    }

    static RecordException broken(String where, String have) {
        return new RecordException(
                Problem.of("SORA-4357", "an annotation cannot be read")
                        .where(where)
                        .needs(
                                "an XML file of Pascal VOC: <annotation> with <object>, <name>, <bndbox>")
                        .have(have)
                        .fix(FIX));
    }

    /** The state of reading a file. */
    private static final class Reading {

        /** Files of this form are nested four deep. */
        private static final int DEEPEST = 32;

        private final String where;
        private final Deque<String> path = new ArrayDeque<>();
        private final Map<String, String> head = new HashMap<>();
        private final List<Marked.Thing> things = new ArrayList<>();
        private Map<String, String> object = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private boolean begun;

        Reading(String where) {
            this.where = where;
        }

        void event(XMLStreamReader xml, int event) {
            switch (event) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw broken(
                                where,
                                "line %d: a document type or an entity, which are not read"
                                        .formatted(xml.getLocation().getLineNumber()));
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // comments and instructions
                }
            }
        }

        private void start(String name) {
            path.addLast(name);
            text.setLength(0);
            if (path.size() > DEEPEST) {
                throw broken(where, "elements nested more than %d deep".formatted(DEEPEST));
            }
            if (path.size() == 1 && !name.equals("annotation")) {
                throw broken(where, "<%s>".formatted(name));
            }
            begun = true;
            if (String.join("/", path).equals(OBJECT)) {
                object = new HashMap<>();
            }
        }

        private void end() {
            String at = String.join("/", path);
            String value = text.toString().strip();
            text.setLength(0);
            path.removeLast();
            if (at.equals(OBJECT)) {
                things.add(thing());
            } else if (at.startsWith(OBJECT + "/")) {
                object.putIfAbsent(at.substring(OBJECT.length() + 1), value);
            } else {
                head.putIfAbsent(at, value);
            }
        }

        private Marked.Thing thing() {
            int number = things.size() + 1;
            String name = object.getOrDefault("name", "");
            String place =
                    "%s, object %d%s"
                            .formatted(where, number, name.isEmpty() ? "" : " (" + name + ")");
            if (name.isEmpty()) {
                throw broken(place, "an object without <name>");
            }
            Box given =
                    new Box(
                            edge("bndbox/xmin", place),
                            edge("bndbox/ymin", place),
                            edge("bndbox/xmax", place),
                            edge("bndbox/ymax", place));
            // where first and last pixel are the same, somebody clicked without drawing a box
            Box box =
                    given.area() > 0
                            ? new Box(
                                    given.left() - 1,
                                    given.top() - 1,
                                    given.right(),
                                    given.bottom())
                            : given;
            boolean difficult = flag("difficult", place);
            return new Marked.Thing(place, new LabelledBox(name, box, false, difficult));
        }

        private double edge(String key, String place) {
            String value = object.get(key);
            double number = value == null ? Double.NaN : Numbers.parse(value);
            if (!Double.isFinite(number)) {
                throw broken(
                        place,
                        value == null ? "no <%s>".formatted(key) : "%s '%s'".formatted(key, value));
            }
            return number;
        }

        private boolean flag(String key, String place) {
            return switch (object.getOrDefault(key, "")) {
                case "", "0", "false", "False" -> false;
                case "1", "true", "True" -> true;
                default -> throw broken(place, "%s '%s'".formatted(key, object.get(key)));
            };
        }

        VocFile finished() {
            if (!begun) {
                throw broken(where, "an empty file");
            }
            return new VocFile(
                    head.getOrDefault("annotation/filename", ""),
                    new Marked(
                            where,
                            size("annotation/size/width"),
                            size("annotation/size/height"),
                            things));
        }

        private int size(String key) {
            double value = Numbers.parse(head.getOrDefault(key, "0"));
            return value > 0 && value < 1e9 ? (int) value : 0;
        }
    }
}
