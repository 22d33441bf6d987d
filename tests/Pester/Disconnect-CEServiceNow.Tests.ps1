Describe 'Disconnect-CEServiceNow' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Disconnect-CEServiceNow' | Should -Be @('Session') }
    It 'closes the default and is quiet when there is none' {
        Connect-TestInstance
        Disconnect-CEServiceNow
        Get-CESession | Should -BeNullOrEmpty
        { Disconnect-CEServiceNow -ErrorAction Stop } | Should -Not -Throw
        { Get-CERecord incident -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound,*'
    }
}
