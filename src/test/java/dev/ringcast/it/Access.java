package dev.ringcast.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NodeList;

/**
 * Who may do what at which address: an example of each kind for each mapping of {@code web.xml}. Channel {@code live} is
 * open to everybody, {@code vault} has a key.
 *
 * @param mapping the pattern in web.xml that the address falls under; "/" for the files of the pages
 * @param anonymous the status without credentials
 * @param viewer the status for a user with another role
 * @param admin the status for a user with the role ringcast-admin
 */
record Access(String mapping, String method, String path, int anonymous, int viewer, int admin) {
    static final List<Access> TABLE = """
            *.m3u8              GET     /stream.m3u8                            200 200 200
            *.m3u8              GET     /live/live/index.m3u8                   200 200 200
            *.m3u8              HEAD    /live/live/90p/ts.m3u8                  200 200 200
            *.m3u8              POST    /live/live/index.m3u8                   405 405 405
            *.m3u8              GET     /live/vault/index.m3u8                  403 403 403
            *.m3u8              GET     /live/vault/90p/cmaf.m3u8               403 403 403
            *.m3u8              HEAD    /live/vault/ts.m3u8                     403 403 403
            *.m3u8              GET     /live/vault/~1800000000-0/ts.m3u8       403 403 403
            *.m3u8              GET     /absent.m3u8                            404 404 404
            *.ts                GET     /live/live/90p/absent/1.ts              404 404 404
            *.ts                GET     /live/vault/90p/absent/1.ts             403 403 403
            *.ts                PUT     /live/live/90p/absent/1.ts              405 405 405
            *.m4s               GET     /live/live/90p/absent/1.0.m4s           404 404 404
            *.m4s               GET     /live/vault/90p/absent/1.0.m4s          403 403 403
            *.mp4               GET     /live/live/90p/absent/init.mp4          404 404 404
            *.mp4               GET     /live/vault/90p/absent/init.mp4         403 403 403
            *.jpg               GET     /live/live/poster.jpg                   200 200 200
            *.jpg               GET     /live/vault/poster.jpg                  403 403 403
            *.jpg               GET     /absent.jpg                             404 404 404
            /live/channels.json GET     /live/channels.json                     200 200 200
            /live/channels.json DELETE  /live/channels.json                     405 405 405
            /report             GET     /report                                 405 405 405
            /report             POST    /report                                 400 400 400
            /metrics            GET     /metrics                                200 200 200
            /metrics            POST    /metrics                                405 405 405
            /health/live        GET     /health/live                            200 200 200
            /health/live        DELETE  /health/live                            405 405 405
            /health/ready       GET     /health/ready                           200 200 200
            /health/ready       PUT     /health/ready                           405 405 405
            /admin/*            GET     /admin                                  401 403 302
            /admin/*            GET     /admin/                                 401 403 200
            /admin/*            GET     /admin/channels.json                    401 403 200
            /admin/*            HEAD    /admin/channels.json                    401 403 200
            /admin/*            GET     /admin/absent                           401 403 404
            /admin/*            GET     /admin/channels/live/stop               401 403 405
            /admin/*            POST    /admin/channels/live/start              401 403 403
            /admin/*            POST    /admin/channels/live/stop               401 403 403
            /admin/*            POST    /admin/channels/live/restart            401 403 403
            /admin/*            POST    /admin/channels/vault/link              401 403 415
            /admin/*            PUT     /admin/channels.json                    401 403 405
            /admin/*            OPTIONS /admin/                                 401 403 405
            /admin/*            FOO     /admin/channels.json                    401 403 405
            /error              GET     /error                                  404 404 404
            /                   GET     /                                       200 200 200
            /                   POST    /                                       405 405 405
            /                   GET     /index.html                             200 200 200
            /                   GET     /js/player.js                           200 200 200
            /                   GET     /admin-assets/admin.js                  200 200 200
            /                   GET     /live/                                  404 404 404
            /                   GET     /js/                                    404 404 404
            /                   GET     /absent                                 404 404 404
            /                   GET     /WEB-INF/web.xml                        404 404 404
            /                   GET     /META-INF/MANIFEST.MF                   404 404 404
            """.lines().map(Access::parse).toList();

    private static Access parse(String line) {
        String[] fields = line.split(" +");
        return new Access(
                fields[0],
                fields[1],
                fields[2],
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[5]));
    }

    /** The patterns of all servlets in web.xml. */
    static Set<String> mappings() throws Exception {
        NodeList mappings = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/webapp/WEB-INF/web.xml").toFile())
                .getElementsByTagName("servlet-mapping");
        Set<String> patterns = new TreeSet<>();
        for (int i = 0; i < mappings.getLength(); i++) {
            NodeList children = mappings.item(i).getChildNodes();
            for (int j = 0; j < children.getLength(); j++) {
                if (children.item(j).getNodeName().equals("url-pattern")) {
                    patterns.add(children.item(j).getTextContent().strip());
                }
            }
        }
        return patterns;
    }
}
