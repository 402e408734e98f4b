using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Creates the default subnet of a zone again.</summary>
internal sealed class CreateDefaultSubnet : IMutation<CreateDefaultSubnetRequest, CreateDefaultSubnetResult>
{
    public static CreateDefaultSubnetResult Run(CreateDefaultSubnetRequest input, Change change)
    {
        var wanted = input.AvailabilityZone ?? input.AvailabilityZoneId
            ?? throw CommonErrors.MissingParameter("availabilityZone");
        var zone = SubnetRules.Zone(change, wanted);
        var vpc = change.Rows<VpcRow>().FirstOrDefault(one => one.IsDefault) ?? throw new AwsException(
            "DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.");
        var present = change.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id)
            .FirstOrDefault(subnet => subnet.IsDefaultForAz && subnet.AvailabilityZone == zone);
        if (present is not null)
            throw new AwsException(
                "DefaultSubnetAlreadyExistsInAvailabilityZone",
                $"'{present.Id}' is already the default subnet in {zone}.");
        return new() { Subnet = SubnetView.Of(DefaultSubnet.Make(change, vpc, zone), change) };
    }
}
