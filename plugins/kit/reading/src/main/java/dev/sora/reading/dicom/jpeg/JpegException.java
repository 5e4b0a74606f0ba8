// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

/** Reports JPEG data that is damaged or of a kind that is not read. */
public final class JpegException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unread;

    private JpegException(String message, boolean unread, Throwable cause) {
        super(message, cause);
        this.unread = unread;
    }

    static JpegException damaged(String have) {
        return new JpegException(have, false, null);
    }

    static JpegException damaged(String have, Throwable cause) {
        return new JpegException(have, false, cause);
    }

    static JpegException unread(String have) {
        return new JpegException(have, true, null);
    }

    /** Returns whether the data may be whole, but is of a kind that is not read. */
    public boolean unread() {
        return unread;
    }
}
