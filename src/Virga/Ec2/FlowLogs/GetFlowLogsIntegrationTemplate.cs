using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FlowLogs;

/// <summary>
/// Puts a CloudFormation template for Athena into a bucket of S3, and answers where it lies. There is no S3 here.
/// </summary>
internal sealed class GetFlowLogsIntegrationTemplate
    : IQuery<GetFlowLogsIntegrationTemplateRequest, GetFlowLogsIntegrationTemplateResult>
{
    private const string BucketArn = "arn:aws:s3:::";

    public static GetFlowLogsIntegrationTemplateResult Run(
        GetFlowLogsIntegrationTemplateRequest input, WorldView at)
    {
        Ids.Check(FlowLogRow.Kind, input.FlowLogId!);
        var log = at.Rows<FlowLogRow>().Get(input.FlowLogId!);

        // The operation's documentation: no flow logs of transit gateways.
        if (log.TrafficType is null)
            throw CommonErrors.InvalidParameterValue(
                $"The flow log {log.Id} is of a transit gateway, which Athena integrations do not support.");
        var place = input.ConfigDeliveryS3DestinationArn!;
        if (!place.StartsWith(BucketArn, StringComparison.Ordinal))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({place}) for parameter configDeliveryS3DestinationArn is invalid. "
                + "Expecting the ARN of a bucket.");
        throw NoBuckets.NotFound(place[BucketArn.Length..].Split('/')[0]);
    }
}
