// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PostgreSQL server and its connection properties.
 *
 * @param url the address without its parameters
 * @param place server and database, for messages
 * @param properties the properties for the driver
 */
record PostgresAddress(String url, String place, Properties properties) {

    private static final String PREFIX = "jdbc:postgresql:";

    /** The driver would log an address that it cannot parse. */
    private static final Pattern FORM =
            Pattern.compile(
                    "jdbc:postgresql:(//([^/:,]*|\\[[^\\]]*])(:\\d{1,5})?"
                            + "(,([^/:,]*|\\[[^\\]]*])(:\\d{1,5})?)*/)?[^/]*");

    /** Parameters that neither contain a secret nor name a class to load. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "ApplicationName",
                    "connectTimeout",
                    "currentSchema",
                    "gssEncMode",
                    "hostRecheckSeconds",
                    "loadBalanceHosts",
                    "loginTimeout",
                    "options",
                    "prepareThreshold",
                    "socketTimeout",
                    "ssl",
                    "sslcert",
                    "sslkey",
                    "sslmode",
                    "sslrootcert",
                    "targetServerType",
                    "tcpKeepAlive");

    /**
     * Checks an address.
     *
     * @throws DataException if it is invalid or contains a password; the message never shows it
     */
    static PostgresAddress of(String url, Optional<String> user, @Nullable String password) {
        if (!url.startsWith(PREFIX)) {
            throw wrong("the url does not name a supported database", scheme(url));
        }
        int query = url.indexOf('?');
        String bare = query < 0 ? url : url.substring(0, query);
        if (bare.contains("@") || bare.toLowerCase(Locale.ROOT).contains("password=")) {
            throw secret();
        }
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "Sora");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        if (query >= 0) {
            readParameters(url.substring(query + 1), properties);
        }
        Properties parsed =
                FORM.matcher(bare).matches() ? org.postgresql.Driver.parseURL(bare, null) : null;
        if (parsed == null) {
            throw wrong("the url cannot be understood", bare);
        }
        user.ifPresent(name -> properties.setProperty("user", name));
        if (password != null) {
            properties.setProperty("password", password);
        }
        return new PostgresAddress(bare, place(parsed), properties);
    }

    /** Returns the place, because the properties contain the password. */
    @Override
    public String toString() {
        return place;
    }

    private static void readParameters(String query, Properties properties) {
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.toLowerCase(Locale.ROOT).contains("password")) {
                throw secret();
            }
            if (!ALLOWED.contains(name) || equals < 0) {
                throw new DataException(
                        Problem.of("SORA-4819", "the url has a parameter '%s'".formatted(name))
                                .where("url")
                                .needs("any of " + String.join(", ", new TreeSet<>(ALLOWED)))
                                .fix("leave it out; 'user' is a setting of its own"));
            }
            properties.setProperty(
                    name,
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
    }

    private static String place(Properties parsed) {
        List<String> hosts = List.of(parsed.getProperty("PGHOST", "localhost").split(","));
        List<String> ports = List.of(parsed.getProperty("PGPORT", "5432").split(","));
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < hosts.size(); i++) {
            place.append(i == 0 ? "" : ",")
                    .append(hosts.get(i))
                    .append(':')
                    .append(ports.get(Math.min(i, ports.size() - 1)));
        }
        return place + "/" + parsed.getProperty("PGDBNAME", "");
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':', url.startsWith("jdbc:") ? 5 : 0);
        return colon < 0 ? "no scheme" : url.substring(0, colon + 1) + "...";
    }

    private static DataException wrong(String message, String have) {
        return new DataException(
                Problem.of("SORA-4819", message)
                        .where("url")
                        .needs("jdbc:postgresql://server:5432/database")
                        .have(have)
                        .fix("a file of DuckDB's is named with 'file', not with 'url'"));
    }

    private static DataException secret() {
        return new DataException(
                Problem.of("SORA-4806", "the url holds a password, or looks as if it did")
                        .where("url")
                        .needs("a password in an environment variable, which no file shows")
                        .fix("take it out of the url and set 'user' and 'password_variable'"));
    }
}
