// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * Readers of the formats: the JDK's own, and TwelveMonkeys' for what the JDK does not read.
 *
 * <p>Those are made here and registered with nobody: Java's registry would hold on to the class
 * loader of a plugin after it has been updated. They are loaded when the first such picture comes.
 */
final class Readers implements AutoCloseable {

    private final Map<String, ImageReader> readers = new HashMap<>();

    /** Returns the reader of a format. */
    ImageReader of(PictureFormat format) {
        return format == PictureFormat.WEBP
                ? made("webp", Foreign::webp)
                : made(format.reader(), () -> own(format.reader()));
    }

    /** Returns the reader of JPEGs in colours for printing. */
    ImageReader ofPrintedJpeg() {
        return made("printed", Foreign::jpeg);
    }

    /** Returns the reader of TIFFs in forms that the JDK's reader does not know. */
    ImageReader ofUnusualTiff() {
        return made("unusual", Foreign::tiff);
    }

    private ImageReader made(String name, Supplier<ImageReader> maker) {
        return readers.computeIfAbsent(name, n -> maker.get());
    }

    @Override
    public void close() {
        readers.values().forEach(ImageReader::dispose);
        readers.clear();
    }

    /** Returns the JDK's own reader, whatever else the thread's class loader may bring in. */
    private static ImageReader own(String format) {
        Iterator<ImageReader> candidates = ImageIO.getImageReadersByFormatName(format);
        while (candidates.hasNext()) {
            ImageReader candidate = candidates.next();
            if ("java.desktop".equals(candidate.getClass().getModule().getName())) {
                return candidate;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format);
    }

    /** A class of its own, so that nothing of TwelveMonkeys is loaded before it is needed. */
    private static final class Foreign {

        static ImageReader webp() {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }

        static ImageReader tiff() {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        }

        static ImageReader jpeg() {
            try {
                ImageReaderSpi own = Readers.own("jpeg").getOriginatingProvider();
                JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
                // it looks for the reader that it builds on in a registry; this one ends here
                ServiceRegistry registry =
                        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
                registry.registerServiceProvider(own, ImageReaderSpi.class);
                registry.registerServiceProvider(spi, ImageReaderSpi.class);
                ImageReader reader = spi.createReaderInstance(null);
                registry.deregisterAll();
                return reader;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
