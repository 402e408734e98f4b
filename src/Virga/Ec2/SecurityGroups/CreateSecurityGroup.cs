using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Creates a security group that lets everything out and nothing in.</summary>
internal sealed class CreateSecurityGroup : IMutation<CreateSecurityGroupRequest, CreateSecurityGroupResult>
{
    public static CreateSecurityGroupResult Run(CreateSecurityGroupRequest input, Change change)
    {
        var name = input.GroupName ?? throw CommonErrors.MissingParameter("GroupName");
        var description = input.Description ?? throw CommonErrors.MissingParameter("GroupDescription");
        var vpcId = input.VpcId is { Length: > 0 } given
            ? change.Named<VpcRow>(given).Id
            : SecurityGroupLookup.DefaultVpcId(change);
        SecurityGroupRules.CheckNew(change, vpcId, name, description);
        var group = change.Put(new SecurityGroupRow(change.NewId("sg"))
        {
            VpcId = vpcId,
            Name = name,
            Description = description,
        });
        DefaultSecurityGroup.AllowAllOut(change, group.Id);
        if (change.Get<VpcRow>(vpcId).Ipv6CidrBlocks.Count > 0) DefaultSecurityGroup.AllowAllIpv6Out(change, group.Id);
        change.TagNew(input.TagSpecifications, ResourceType.SecurityGroup, group.Id);
        var tags = change.TagsOf(group.Id);
        return new()
        {
            GroupId = group.Id,
            SecurityGroupArn = SecurityGroupView.ArnOf(change, group.Id),
            Tags = tags.Count == 0 ? null : tags,
        };
    }
}
