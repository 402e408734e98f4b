using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Shows one attribute of an interface.</summary>
internal sealed class DescribeNetworkInterfaceAttribute
    : IQuery<DescribeNetworkInterfaceAttributeRequest, DescribeNetworkInterfaceAttributeResult>
{
    public static DescribeNetworkInterfaceAttributeResult Run(
        DescribeNetworkInterfaceAttributeRequest input, WorldView at)
    {
        var eni = at.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var answer = new DescribeNetworkInterfaceAttributeResult { NetworkInterfaceId = eni.Id };
        switch (input.Attribute ?? throw CommonErrors.MissingParameter("attribute"))
        {
            case "description": answer.Description = new() { Value = eni.Description }; break;
            case "groupSet": answer.Groups = NetworkInterfaceView.GroupsOf(eni, at); break;
            case "sourceDestCheck": answer.SourceDestCheck = new() { Value = eni.ChecksSourceDest }; break;
            case "attachment": answer.Attachment = NetworkInterfaceView.AttachmentOf(eni); break;
            case "associatePublicIpAddress": answer.AssociatePublicIpAddress = eni.AutoPublicIp is not null; break;
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({input.Attribute}) for parameter attribute is invalid. Unknown attribute.");
        }

        return answer;
    }
}
