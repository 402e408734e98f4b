namespace Virga.Docker.Init.UserData;

/// <summary><c>power_state</c>: the end of the first boot. Source: cloud-init's documentation, same name.</summary>
internal static class PowerModule
{
    // What the init takes them for, see Init/Guest/init.c.
    private const int PowerOff = 12;
    private const int Reboot = 2;

    public static void Write(PlanWriter plan, CloudConfig config)
    {
        if (config["power_state"] is not YamlMap wish) return;
        plan.Module("power_state_change", PlanWriter.PerInstance);
        if (wish["condition"] is { Truth: false }) return;
        if (wish["condition"] is { Truth: null })
        {
            plan.Fail("cloud-config: power_state: a condition that is a command is not supported");
            return;
        }

        switch (wish["mode"]?.Text)
        {
            case "poweroff" or "halt":
                plan.Power(PowerOff);
                break;
            case "reboot":
                plan.Power(Reboot);
                break;
            case var other:
                plan.Fail($"cloud-config: power_state: the mode {other} is unknown");
                break;
        }
    }
}
