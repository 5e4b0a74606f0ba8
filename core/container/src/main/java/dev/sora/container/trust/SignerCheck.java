// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Checks whether the configuration trusts a signer, at the time of the signature or now. */
final class SignerCheck {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final int SIGNATURES = 0;
    private static final int CERTIFICATES = 5;

    private final List<X509Certificate> trusted;
    private final Set<String> fingerprints;

    /**
     * Creates a check.
     *
     * @param trusted certificates of signers and of certificate authorities
     * @param fingerprints the SHA-256 of signers' certificates, in lower-case hexadecimal
     */
    SignerCheck(List<X509Certificate> trusted, Set<String> fingerprints) {
        this.trusted = trusted;
        this.fingerprints = fingerprints;
    }

    boolean isEmpty() {
        return trusted.isEmpty() && fingerprints.isEmpty();
    }

    /** The result of a check. */
    enum Verdict {
        TRUSTED,
        UNKNOWN,
        /**
         * Trusted, but the certificate is not valid now, nor at the time of a trusted timestamp.
         */
        OUT_OF_TIME
    }

    Verdict of(CodeSigner signer) {
        Date now = new Date();
        if (knows(signer, now)) {
            return Verdict.TRUSTED;
        }
        Timestamp stamp = signer.getTimestamp();
        if (stamp != null && vouches(stamp) && knows(signer, stamp.getTimestamp())) {
            return Verdict.TRUSTED;
        }
        X509Certificate own = own(signer);
        // A check at a time within its validity distinguishes an expired signer from an unknown
        // one.
        return knows(signer, own.getNotBefore()) || knows(signer, own.getNotAfter())
                ? Verdict.OUT_OF_TIME
                : Verdict.UNKNOWN;
    }

    private boolean knows(CodeSigner signer, Date when) {
        X509Certificate own = own(signer);
        if (trusted.contains(own) || fingerprints.contains(fingerprint(own))) {
            return isValid(own, when);
        }
        return mayDo(own, CODE_SIGNING) && chains(signer.getSignerCertPath(), trusted, when);
    }

    /**
     * Returns whether a timestamp is signed by an authority that the configuration or the Java
     * platform trusts.
     */
    private boolean vouches(Timestamp stamp) {
        CertPath path = stamp.getSignerCertPath();
        List<X509Certificate> authorities = new ArrayList<>(trusted);
        authorities.addAll(platform());
        X509Certificate own = (X509Certificate) path.getCertificates().get(0);
        return mayDo(own, TIME_STAMPING) && chains(path, authorities, stamp.getTimestamp());
    }

    /**
     * Returns whether a certificate path ends in one of the roots. Only certificates of authorities
     * count as roots.
     */
    private static boolean chains(CertPath path, Collection<X509Certificate> roots, Date when) {
        Set<TrustAnchor> anchors =
                roots.stream()
                        .filter(root -> root.getBasicConstraints() >= 0)
                        .filter(
                                root ->
                                        root.getKeyUsage() == null
                                                || root.getKeyUsage()[CERTIFICATES])
                        .filter(root -> isValid(root, when))
                        .map(root -> new TrustAnchor(root, null))
                        .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            return false;
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate((X509Certificate) path.getCertificates().get(0));
            PKIXBuilderParameters how = new PKIXBuilderParameters(anchors, target);
            how.setRevocationEnabled(false);
            how.setDate(when);
            how.addCertStore(
                    CertStore.getInstance(
                            "Collection",
                            new CollectionCertStoreParameters(path.getCertificates())));
            CertPathBuilder.getInstance("PKIX").build(how);
            return true;
        } catch (GeneralSecurityException e) {
            // The absence of a chain is a result, not a failure.
            return false;
        }
    }

    private static boolean isValid(X509Certificate certificate, Date when) {
        try {
            certificate.checkValidity(when);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean mayDo(X509Certificate certificate, String use) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[SIGNATURES]) {
            return false;
        }
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return uses == null
                    ? !use.equals(TIME_STAMPING)
                    : uses.contains(use) || uses.contains(ANY_USE);
        } catch (CertificateException e) {
            return false;
        }
    }

    private static List<X509Certificate> platform() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            Optional<TrustManager> manager =
                    Arrays.stream(factory.getTrustManagers())
                            .filter(X509TrustManager.class::isInstance)
                            .findFirst();
            return manager.map(one -> List.of(((X509TrustManager) one).getAcceptedIssuers()))
                    .orElse(List.of());
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    static X509Certificate own(CodeSigner signer) {
        return (X509Certificate) signer.getSignerCertPath().getCertificates().get(0);
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns a description of a signer, for messages. */
    static String describe(CodeSigner signer) {
        X509Certificate own = own(signer);
        return "%s, fingerprint %s, valid %tF to %tF"
                .formatted(
                        own.getSubjectX500Principal(),
                        fingerprint(own),
                        own.getNotBefore(),
                        own.getNotAfter());
    }
}
