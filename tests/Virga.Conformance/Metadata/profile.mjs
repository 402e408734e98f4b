// Describes the instances with nothing but what the instance's profile gives. Argument: endpoint.
import { EC2Client, DescribeInstancesCommand } from "@aws-sdk/client-ec2";

const client = new EC2Client({ endpoint: process.argv[2], region: "us-east-1", maxAttempts: 1 });
const answer = await client.send(new DescribeInstancesCommand({}));
console.log(answer.Reservations.flatMap(one => one.Instances.map(instance => instance.InstanceId)).join(" "));
