package org.cordscope.web.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.study.UserFacingException;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A server's own certificate.
 *
 * @param chain PEM file with the certificate and those that vouch for it
 * @param key PEM file with the private key in PKCS #8, not encrypted
 */
public record TlsCertificate(Path chain, Path key) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    /** @throws UserFacingException where the files are no certificate and its key */
    public SslContextFactory.Server context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", privateKey(), new char[0], certificates());
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStore(store);
            context.setKeyStorePassword("");
            context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UserFacingException(
                    "The certificate " + chain + " with the key " + key + " cannot be used.",
                    "Give a PEM certificate chain and its PEM key.",
                    e);
        }
    }

    private Certificate[] certificates() throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(chain)) {
            Certificate[] found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (found.length == 0) {
                throw new UserFacingException(chain + " holds no certificate.", "Give a PEM certificate chain.");
            }
            return found;
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException, IOException {
        Matcher found = PKCS8.matcher(Files.readString(key, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new UserFacingException(
                    key + " holds no private key that can be read.",
                    "Write it as PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                // a key of another kind
            }
        }
        throw new InvalidKeySpecException("the key is neither RSA nor EC nor Ed25519");
    }
}
