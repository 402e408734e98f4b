using Virga.Ec2.Instances;
using Virga.State;

namespace Virga.Ec2InstanceConnect;

/// <summary>The minute of a key is over; of another that was sent since, it is not.</summary>
internal sealed class ActiveKeyIsOver : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is not { ActiveKeys.Count: > 0 } instance) return;
        List<ActiveKey> left = [.. KeyGrant.Left(instance, change.Now)];
        change.Put(instance with { ActiveKeys = left });
        if (left.Count > 0) change.Expire<ActiveKeyIsOver>(left.Min(key => key.Until) - change.Now, instance.Id);
    }
}
