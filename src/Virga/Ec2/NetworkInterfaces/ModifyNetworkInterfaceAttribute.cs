using Virga.Ec2.SecurityGroups;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Changes attributes of an interface.</summary>
internal sealed class ModifyNetworkInterfaceAttribute
    : IMutation<ModifyNetworkInterfaceAttributeRequest, ModifyNetworkInterfaceAttributeResult>
{
    public static ModifyNetworkInterfaceAttributeResult Run(
        ModifyNetworkInterfaceAttributeRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        if (eni.IsRequesterManaged && eni.InterfaceType != NetworkInterfaceType.VpcEndpoint)
            throw Ec2Errors.InterfaceIsManaged(eni.Id);
        eni = InterfaceOptionRules.WithPrimaryIpv6(eni, input.EnablePrimaryIpv6);
        eni = InterfaceOptionRules.WithPublicAddress(change, eni, input.AssociatePublicIpAddress);
        change.Put(eni with
        {
            Tracking = InterfaceOptionRules.Tracking(input.ConnectionTrackingSpecification) is { } wanted
                ? wanted.Over(eni.Tracking)
                : eni.Tracking,
            Description = input.Description?.Value ?? eni.Description,
            ChecksSourceDest = input.SourceDestCheck?.Value ?? eni.ChecksSourceDest,
            GroupIds = input.Groups is { Count: > 0 } groups
                ? SecurityGroupLookup.ForInterface(change, eni.VpcId, groups)
                : eni.GroupIds,
            Attachment = Attachment(eni, input.Attachment),
        });
        return new();
    }

    private static InterfaceAttachment? Attachment(NetworkInterfaceRow eni, NetworkInterfaceAttachmentChanges? wanted)
    {
        if (wanted is null) return eni.Attachment;
        if (eni.Attachment is not { } attachment || attachment.AttachmentId != wanted.AttachmentId)
            throw Ec2Errors.AttachmentNotFound(wanted.AttachmentId ?? "");
        return attachment with
        {
            IsDeletedOnTermination = wanted.DeleteOnTermination ?? attachment.IsDeletedOnTermination,
        };
    }
}
