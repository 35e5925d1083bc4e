import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * France is lost and Canada takes over: Java's own client, which trusts the certificate of this emulator alone.
 *
 *   npx pesim start --detach --fixture france-canada-protected --clock frozen && eval "$(npx pesim env)"
 *   java Failover.java
 */
public class Failover {
    private static final String FRANCE = System.getenv("PESIM_FRANCE_URL");
    private static final String CANADA = System.getenv("PESIM_CANADA_URL");

    public static void main(String[] args) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(System.getenv("PESIM_CA"))).build();
        ask(client, "POST", FRANCE + "/emulator/v1/clock/advance", "{\"until_event\":{\"type\":\"snapshot-received\",\"cluster\":\"canada\"}}");
        ask(client, "PUT", FRANCE + "/emulator/v1/clusters/france", "{\"power\":\"lost\"}");
        ask(client, "POST", CANADA + "/api/nutanix/v2.0/protection_domains/gold/activate", "");
        ask(client, "POST", CANADA + "/emulator/v1/clock/advance", "{\"until_idle\":true}");
        String vms = ask(client, "GET", CANADA + "/api/nutanix/v2.0/vms", "");
        if (!vms.contains("\"name\":\"web01\"")) throw new IllegalStateException("web01 is not in Canada");
        System.out.println("In Canada: web01");
    }

    private static String ask(HttpClient client, String method, String url, String body) throws Exception {
        String login = System.getenv("PESIM_USER") + ":" + System.getenv("PESIM_PASSWORD");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes()));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IllegalStateException(method + " " + url + ": " + answer.body());
        return answer.body();
    }

    private static SSLContext trusting(String file) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = new FileInputStream(file)) {
            store.setCertificateEntry("pesim", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
