using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Leaves a VPC or subnet out of what is blocked.</summary>
internal sealed class CreateVpcBlockPublicAccessExclusion
    : IMutation<CreateVpcBlockPublicAccessExclusionRequest, CreateVpcBlockPublicAccessExclusionResult>
{
    /// <summary>VPC User Guide, "Amazon VPC quotas": exclusions an account and region.</summary>
    private const int MaxExclusions = 50;

    public static CreateVpcBlockPublicAccessExclusionResult Run(
        CreateVpcBlockPublicAccessExclusionRequest input, Change change)
    {
        if (input.SubnetId is null == input.VpcId is null)
            throw CommonErrors.InvalidParameterCombination("Exactly one of SubnetId and VpcId must be given");
        var resource = input.VpcId is null
            ? change.Named<SubnetRow>(input.SubnetId).Id
            : change.Named<VpcRow>(input.VpcId).Id;
        if (BlockPublicAccess.Exclusion(change, resource) is { } present)
            throw new AwsException(
                "VpcBlockPublicAccessExclusionAlreadyExists", $"{resource} already has the exclusion {present.Id}");
        if (change.Rows<BlockPublicAccessExclusionRow>().Count(one => !one.IsOver) >= MaxExclusions)
            throw Ec2Errors.LimitExceeded(
                "VpcBlockPublicAccessExclusionLimitExceeded", "The maximum number of exclusions has been reached.");
        var row = change.Put(new BlockPublicAccessExclusionRow(change.NewId("vpcbpa-exclude"))
        {
            ResourceId = resource,
            Mode = input.InternetGatewayExclusionMode!,
            State = VpcBlockPublicAccessExclusionState.CreateInProgress,
            Created = change.Now,
            Updated = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.VpcBlockPublicAccessExclusion, row.Id);
        change.Later<BlockPublicAccessSettles>(BlockPublicAccessSettles.Delay, row.Id);
        return new() { VpcBlockPublicAccessExclusion = BlockPublicAccessView.Exclusion(row, change) };
    }
}
