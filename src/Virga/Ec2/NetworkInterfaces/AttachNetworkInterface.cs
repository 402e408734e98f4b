using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Outposts;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Attaches an interface to an instance of its zone.</summary>
internal sealed class AttachNetworkInterface : IMutation<AttachNetworkInterfaceRequest, AttachNetworkInterfaceResult>
{
    public static AttachNetworkInterfaceResult Run(AttachNetworkInterfaceRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var instance = change.Named<InstanceRow>(input.InstanceId);
        var index = input.DeviceIndex!.Value;
        Check(change, eni, instance, index);
        Elsewhere.Refuse(input.EnaSrdSpecification?.EnaSrdEnabled == true,
            "There is no ENA Express in Virga (EnaSrdSpecification).");
        Elsewhere.Refuse(input.EnaQueueCount is not null,
            "Virga's network cards have no ENA queues to count (EnaQueueCount).");
        CheckRoom(change, eni, instance, input.NetworkCardIndex ?? 0);
        var attachment = new InterfaceAttachment(change.NewId("eni-attach"), instance.Id)
        {
            InstanceOwnerId = change.Account,
            DeviceIndex = index,
            NetworkCardIndex = input.NetworkCardIndex ?? 0,
            Status = AttachmentStatus.Attached,
            AttachTime = change.Now,
            IsDeletedOnTermination = false,
        };
        change.Put(eni with { Attachment = attachment });
        return new() { AttachmentId = attachment.AttachmentId, NetworkCardIndex = attachment.NetworkCardIndex };
    }

    private static void CheckRoom(Change change, NetworkInterfaceRow eni, InstanceRow instance, int card)
    {
        var type = InstanceTypeCatalogue.Find(instance.InstanceType);
        var held = change.Rows<NetworkInterfaceRow>().CountBy(NetworkInterfaceRow.ByInstance, instance.Id);
        InterfaceLimits.CheckCount(type, held + 1);
        InterfaceLimits.CheckCard(type, card);
        InterfaceLimits.CheckAddresses(type, eni);
    }

    private static void Check(Change change, NetworkInterfaceRow eni, InstanceRow instance, int index)
    {
        if (eni.IsRequesterManaged) throw Ec2Errors.InterfaceIsManaged(eni.Id);
        if (eni.Attachment is not null)
            throw new AwsException("InvalidNetworkInterface.InUse", $"Interface: [{eni.Id}] in use.");
        if (instance.State is not (InstanceStateName.Running or InstanceStateName.Stopped))
            throw new AwsException(
                "IncorrectInstanceState", $"The instance '{instance.Id}' is not in a valid state for this operation.");
        if (eni.AvailabilityZone != instance.AvailabilityZone)
            throw CommonErrors.InvalidParameterCombination(
                "You may not attach a network interface to an instance if they are not in the same availability zone");
        var isTaken = change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id)
            .Any(other => other.Attachment!.DeviceIndex == index);
        if (isTaken)
            throw CommonErrors.InvalidParameterValue(
                $"Instance '{instance.Id}' already has an interface attached at device index '{index}'.");
    }
}
