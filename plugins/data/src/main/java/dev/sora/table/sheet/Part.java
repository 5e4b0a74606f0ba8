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
 * One XML file within a workbook, read from its beginning to its end. It is not trusted: document
 * types and entities are not read, and what grows beyond reason as it is decompressed is refused.
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
     * @throws IOException if there is none of that name, or it is not XML
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

    /** Goes on to the next element that begins or ends; false at the end of the file. */
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

    /** Returns an attribute of the element that begins; empty if it has none of that name. */
    String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** Returns the attribute {@code id} by which an element refers to another part. */
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

    /** Returns the text of the element that begins, and goes on to its end. */
    String text() throws IOException {
        try {
            return xml.getElementText();
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Goes on to the end of the element that begins. */
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
