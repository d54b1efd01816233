package dev.ringcast.bench;

import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Tomcat's manager, which deploys the WAR that the build has made at a path of a running Tomcat. */
final class Manager {
    private static final String USER = "manager";
    private static final String PASSWORD = "secret";

    private final Http http = Http.as(USER, PASSWORD);
    private final TomcatProcess tomcat;
    private final String path;

    /** @param tomcat started from a base that {@link #in} was called with */
    Manager(TomcatProcess tomcat, String path) {
        this.tomcat = tomcat;
        this.path = path;
    }

    /** Puts the manager into a Tomcat that is to be started. */
    static TomcatBase in(TomcatBase base) {
        return base.manager().user(USER, PASSWORD, "manager-script");
    }

    /** Deploys it, after what is there is undeployed, and returns once it runs. */
    void deploy() throws IOException, InterruptedException {
        command("deploy?update=true&war=" + TomcatBase.builtWar().toUri() + "&path=" + path);
    }

    /** Takes it away, with its files. */
    void undeploy() throws IOException, InterruptedException {
        command("undeploy?path=" + path);
    }

    private void command(String command) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.get(tomcat.address("/manager/text/" + command));
        if (!answer.body().startsWith("OK")) {
            throw new IOException("the manager says of " + command + ": " + answer.body());
        }
    }
}
