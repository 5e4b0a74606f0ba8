// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.reading.Inflated;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one XML file within a workbook from start to end. The file is not trusted: document types
 * and entities are not processed, and a file that expands too much is refused.
 */
final class Part implements AutoCloseable {

    private final InputStream stream;
    private final XMLStreamReader xml;

    private Part(InputStream stream, XMLStreamReader xml) {
        this.stream = stream;
        this.xml = xml;
    }

    /**
     * Opens a part.
     *
     * @throws IOException if the part does not exist or is not XML
     */
    static Part open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("it has no part '%s'".formatted(name));
        }
        InputStream stream = Inflated.guarded(zip.getInputStream(entry), entry::getCompressedSize);
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return new Part(stream, factory.createXMLStreamReader(stream));
        } catch (XMLStreamException e) {
            stream.close();
            throw broken(e);
        }
    }

    /** Moves to the next start or end of an element; returns false at the end of the file. */
    boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
                if (event == XMLStreamConstants.DTD) {
                    throw new ZipException("a part declares a document type");
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    boolean begins(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    /** Returns an attribute of the current element; empty if it is missing. */
    String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** Returns the attribute {@code id}, which refers to another part. */
    String reference() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String space = xml.getAttributeNamespace(i);
            if (xml.getAttributeLocalName(i).equals("id")
                    && space != null
                    && space.endsWith("/relationships")) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /** Returns the text of the current element and moves to its end. */
    String text() throws IOException {
        try {
            return xml.getElementText();
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Moves to the end of the current element. */
    void skip() throws IOException {
        int depth = 1;
        while (depth > 0 && next()) {
            depth += xml.isStartElement() ? 1 : -1;
        }
    }

    private static IOException broken(XMLStreamException e) {
        return e.getNestedException() instanceof IOException cause
                ? cause
                : new ZipException(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
