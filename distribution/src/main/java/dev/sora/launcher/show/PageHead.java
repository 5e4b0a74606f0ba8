// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import static dev.sora.core.io.Markup.escaped;

/** The beginning of a page that runs no script and requests nothing. */
public final class PageHead {

    private PageHead() {}

    /**
     * Returns the beginning of a page, up to its heading.
     *
     * @param pictures whether the page has pictures, which it contains itself
     */
    public static String of(String title, String style, boolean pictures) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'%s">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>%s</h1>
                """
                .formatted(
                        pictures ? "; img-src data:" : "", escaped(title), style, escaped(title));
    }
}
