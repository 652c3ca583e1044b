import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the topic by which the tasks of Iceberg's sink agree on commits. Argument: the brokers. */
final class ControlTopic {
  public static void main(String[] args) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
      admin.createTopics(List.of(new NewTopic("control-iceberg", 1, (short) 1))).all().get();
    }
  }
}
