// Calls STS, EC2 and SSM with the JavaScript SDK v3; prints what came back. Arguments: endpoint, key, secret, token.
import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { SSMClient, DescribeParametersCommand } from "@aws-sdk/client-ssm";

const [endpoint, accessKeyId, secretAccessKey, sessionToken] = process.argv.slice(2);
const options = {
  endpoint, region: "us-east-1", maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined },
};
const calls = {
  sts: [new STSClient(options), new GetCallerIdentityCommand({})],
  ec2: [new EC2Client(options), new DescribeVpcsCommand({})],
  ssm: [new SSMClient(options), new DescribeParametersCommand({})],
};
for (const [service, [client, command]] of Object.entries(calls)) {
  try {
    await client.send(command);
    console.log(service, "ok");
  } catch (fault) {
    console.log(service, fault.Code ?? fault.name);
  }
}
