package dev.ringcast.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost with its key, made for one test: with it Tomcat speaks HTTPS and HTTP/2. */
public final class LocalCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "tomcat";

    private final KeyStore key;

    private LocalCertificate(KeyStore key) {
        this.key = key;
    }

    /** Makes one by the JDK's keytool; its file stays in that folder. */
    public static LocalCertificate make(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate: it ended with " + keytool.exitValue());
        }
        KeyStore key = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            key.load(in, PASSWORD);
        }
        return new LocalCertificate(key);
    }

    /** Has a Tomcat of tomcat-conf listen there too, with the HTTPS connector taken out of its comment. */
    public TomcatBase install(TomcatBase base, int port) throws IOException, GeneralSecurityException {
        String certificate = pem("CERTIFICATE", key.getCertificate(ALIAS).getEncoded());
        return base.file("conf/server.xml", uncommented("server.xml"))
                .file(
                        "conf/privkey.pem",
                        pem("PRIVATE KEY", key.getKey(ALIAS, PASSWORD).getEncoded()))
                .file("conf/cert.pem", certificate)
                .file("conf/chain.pem", certificate)
                .option("-Dhttps.port=" + port);
    }

    /** For clients: this certificate is trusted and no other. */
    public SSLContext trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, key.getCertificate(ALIAS));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** A file of tomcat-conf with what there is to be uncommented for HTTPS. */
    public static String uncommented(String file) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("tomcat.conf"), file));
        String begin = "uncomment this.\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("-->", from);
        if (from < 0 || to < 0) {
            throw new IOException("tomcat-conf/" + file + " has nothing to uncomment");
        }
        return text.substring(0, from) + begin + "-->" + text.substring(from + begin.length(), to)
                + text.substring(to + "-->".length());
    }

    private static String pem(String type, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
